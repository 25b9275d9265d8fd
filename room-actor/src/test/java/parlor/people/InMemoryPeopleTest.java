package parlor.people;

class InMemoryPeopleTest extends PeopleContract {
  @Override
  protected People nobody() {
    return new InMemoryPeople();
  }
}
