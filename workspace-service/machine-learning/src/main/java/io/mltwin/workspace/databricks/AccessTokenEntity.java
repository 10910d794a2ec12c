package io.mltwin.workspace.databricks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Row of an access token: a hash of it, and whose it is. */
@Entity
@Table(name = "databricks_token")
class AccessTokenEntity {

    @Id
    String tokenId;

    String workspaceKey;

    byte[] sha256;

    String ownerObjectId;

    String comment;
    Instant created;

    /** Null for a token that does not expire. */
    Instant expires;

    /** Access tokens of Databricks workspaces. */
    @Singleton
    static class AccessTokenRepository implements PanacheRepositoryBase<AccessTokenEntity, String> {

        Optional<AccessTokenEntity> byHash(String workspaceKey, byte[] sha256) {
            return find("workspaceKey = ?1 and sha256 = ?2", workspaceKey, sha256)
                    .firstResultOptional();
        }

        List<AccessTokenEntity> of(String workspaceKey, String ownerObjectId) {
            return list(
                    "workspaceKey = ?1 and ownerObjectId = ?2 order by created, tokenId", workspaceKey, ownerObjectId);
        }
    }
}
