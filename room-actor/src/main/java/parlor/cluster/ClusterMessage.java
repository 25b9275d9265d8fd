package parlor.cluster;

/** A message that may travel between nodes; {@code reference.conf} binds it to Jackson's CBOR. */
public interface ClusterMessage {}
