package parlor.bench;

/**
 * What is measured.
 *
 * @param target where it is reached
 * @param pid of its process, on this machine
 * @param readySeconds from its start until it said that it was ready
 */
record Server(Target target, long pid, double readySeconds) {}
