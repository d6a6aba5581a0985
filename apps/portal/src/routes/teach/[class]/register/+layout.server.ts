/** A script marks a pupil with one tap, keeps the marks when the line breaks, and says at each moment what is saved. Without it the same form works with a list in each row. */
export const csr = true;
