package io.mltwin.identity.directory;

import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A directory without a database, of which Microsoft Graph asks who its callers are. */
public final class TestDirectory {

    private TestDirectory() {}

    public static UserDirectory users(DirectoryUser... all) {
        return new Users(List.of(all));
    }

    /** Returns the service principals with the role Global Administrator. */
    public static ServicePrincipalDirectory administrators(String... objectIds) {
        return new Administrators(Set.of(objectIds));
    }

    /** Returns the objects that each owner has. */
    public static DirectoryOwners owners(Map<String, String> objects) {
        return new Owners(objects);
    }

    /** Returns the group that each member is in. */
    public static DirectoryService groups(Map<String, String> groups) {
        return new Groups(groups);
    }

    @Vetoed
    private static final class Users extends UserDirectory {

        private final List<DirectoryUser> all;

        Users(List<DirectoryUser> all) {
            super(null, null, null, null, null);
            this.all = all;
        }

        @Override
        public Optional<DirectoryUser> find(String id, String tenantId) {
            return all.stream()
                    .filter(one -> one.objectId().equals(id) && one.tenantId().equals(tenantId))
                    .findFirst();
        }
    }

    @Vetoed
    private static final class Administrators extends ServicePrincipalDirectory {

        private final Set<String> objectIds;

        Administrators(Set<String> objectIds) {
            super(null, null, null, null, null, null);
            this.objectIds = objectIds;
        }

        @Override
        public Optional<DirectoryServicePrincipal> find(String objectId, String tenantId) {
            return Optional.of(new DirectoryServicePrincipal(
                    null,
                    true,
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    objectIds.contains(objectId),
                    List.of(),
                    null));
        }
    }

    @Vetoed
    private static final class Owners extends DirectoryOwners {

        private final Map<String, String> objects;

        Owners(Map<String, String> objects) {
            super(null);
            this.objects = objects;
        }

        @Override
        public boolean owns(String ownerId, String objectId) {
            return objectId.equals(objects.get(ownerId));
        }
    }

    @Vetoed
    private static final class Groups extends DirectoryService {

        private final Map<String, String> groups;

        Groups(Map<String, String> groups) {
            super(null, null, null, null, null);
            this.groups = groups;
        }

        @Override
        public List<String> groupsOf(String objectId) {
            return groups.containsKey(objectId) ? List.of(groups.get(objectId)) : List.of();
        }
    }
}
