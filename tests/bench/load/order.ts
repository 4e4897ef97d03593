/** What the load generator is told to do: some moments of asking one server on this machine. */
export interface Order {
  port: number
  /** Whole HTTP requests. Of several, each is sent once and in turn; one alone is sent again and again. */
  requests: readonly string[]
  /** What every answer has to have. */
  status: number
  connections: number
  ms: number
  /** Sent at this pace, whatever the server does; left out, each connection asks again as soon as it has its answer. */
  perSecond?: number
}

/** What came of it. */
export interface Tally {
  /** Milliseconds from a request's turn to the end of its answer, one by one. */
  times: Float64Array
  ms: number
  /** Processor time of the generator itself, microseconds. */
  generatorCpu: number
}
