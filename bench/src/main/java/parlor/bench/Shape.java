package parlor.bench;

/**
 * What a crowd of clients looks like. Clients that are in the same rooms are a group.
 *
 * @param clients connections in all
 * @param rooms rooms in all
 * @param roomsPerClient in how many of them each client is
 * @param senders how many members of each room talk
 * @param window closed loop: messages of one sender that not everybody has got yet
 * @param rate open loop: messages a second of all senders together; 0 for a closed loop
 * @param size bytes of a message's text
 */
record Shape(
    int clients, int rooms, int roomsPerClient, int senders, int window, double rate, int size) {

  Shape {
    require(clients > 0 && rooms > 0 && roomsPerClient > 0, "clients and rooms must be above 0");
    require(rooms % roomsPerClient == 0, "rooms must be a multiple of rooms per client");
    require(clients % (rooms / roomsPerClient) == 0, "every room needs as many clients");
    require(senders >= 0 && senders <= clients, "there are not so many clients");
    require((long) rooms * senders <= Stamp.MAX_SENDERS, "too many senders");
    require(window > 0 && rate >= 0, "the window must be above 0, the rate not below");
    require(size >= Stamp.LENGTH, "a text has at least " + Stamp.LENGTH + " bytes");
    require(senders <= clients / (rooms / roomsPerClient), "more senders than members of a room");
  }

  /** One room a client. */
  static Shape of(int clients, int rooms, int senders, int window, double rate, int size) {
    return new Shape(clients, rooms, 1, senders, window, rate, size);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  boolean isOpenLoop() {
    return rate > 0;
  }

  /** Members of each room. */
  int members() {
    return clients / (rooms / roomsPerClient);
  }

  int allSenders() {
    return rooms * senders;
  }

  int groupOfClient(int client) {
    return client / members();
  }

  int firstRoomOfGroup(int group) {
    return group * roomsPerClient;
  }

  int roomOfSender(int sender) {
    return sender / senders;
  }

  int groupOfSender(int sender) {
    return roomOfSender(sender) / roomsPerClient;
  }

  /** Each sender is one of the first members of its room. */
  int clientOfSender(int sender) {
    return groupOfSender(sender) * members() + sender % senders;
  }
}
