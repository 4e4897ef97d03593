import { watchOutbox } from '../comments/outbox-panel.ts'

// On a page without the form, or before somebody comes near it: bundled for itself.
void watchOutbox()
