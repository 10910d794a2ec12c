package io.mltwin.identity.directory;

import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Knows the users and service principals with Azure AD's directory role Global Administrator. */
@Singleton
public record AdministratorRoles(EntityManager entities) {

    private static final String EVERYBODY =
            "select object_id from directory_user where global_administrator union all select"
                    + " object_id from service_principal where global_administrator";

    /**
     * Gives the role. Returns false when the directory has no such user or service principal.
     *
     * @param objectId in lower case
     */
    public boolean add(String objectId) {
        entities.flush();
        return mark("directory_user", objectId) || mark("service_principal", objectId);
    }

    public List<String> everybody() {
        List<?> ids = entities.createNativeQuery(EVERYBODY).getResultList();
        return ids.stream().map(String::valueOf).toList();
    }

    private boolean mark(String table, String objectId) {
        return Queries.sql(
                                entities,
                                "update " + table + " set global_administrator = true where object_id = ?1",
                                objectId)
                        .executeUpdate()
                == 1;
    }
}
