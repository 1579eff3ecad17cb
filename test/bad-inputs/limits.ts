/** The contract's default for `receiver.max_body_bytes`. */
export const MAX_BODY_BYTES = 8_388_608;
