/**
 * One state of a component: its documentation, what the page of examples (`/quan-tri/mau/`) renders, and what the
 * component and accessibility tests look at. Texts and numbers in it are made up, except where the state needs real
 * ones.
 */
export interface Example<Props> {
  /** Of the state, in the words of the desk. */
  name: string
  /** Without `lang`, which the page of examples gives. */
  props: Props
  /** What a reader must find in it, as printed. */
  shows: readonly string[]
}
