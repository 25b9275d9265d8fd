package parlor.client.model;

/** What has to work for a login, in the order it is tried. */
public enum LoginStep {
  /** The host has an address. */
  NAME,
  /** Somebody listens there. */
  PORT,
  /** The line is encrypted. */
  TLS,
  /** Both speak the same version of the chat protocol. */
  PROTOCOL,
  /** The server lets one in by that name. */
  NICKNAME
}
