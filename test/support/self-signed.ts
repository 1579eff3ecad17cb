/**
 * A certificate for 127.0.0.1 that nobody vouches for, made for tests alone (EC P-256, valid for a hundred years), so that they
 * need no program that makes one. Its key protects nothing.
 */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgi7f2BNx6WTDRqaLy
8FKabwAZVA7KLA+KqUdNSgs7re+hRANCAAQwhSZrzDrSQlah9ANtJEo7LMPX+SGb
gorSHgbOzHugCYcbthDClEms91+8yVNTWCto28gh5P5RsphwhKTumIwB
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUVcDKztjMs+xOOLzu9vhY/+aQq2MwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjA2MDE1M1oYDzIxMjYxMDI5
MDYwMTUzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQwhSZrzDrSQlah9ANtJEo7LMPX+SGbgorSHgbOzHugCYcbthDClEms
91+8yVNTWCto28gh5P5RsphwhKTumIwBo28wbTAdBgNVHQ4EFgQUTw/bNrW7g4cy
EL2AViUMqsmyR/4wHwYDVR0jBBgwFoAUTw/bNrW7g4cyEL2AViUMqsmyR/4wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDSAAwRQIhAPbXFH/eQu8sn+cxDmfqK5bvSY1miXU8sfTGvdhCn79UAiAn
41uIRiFlUqIasJWoh2rFltf3W6EoXMKbrofUJ56t+Q==
-----END CERTIFICATE-----
`,
};
