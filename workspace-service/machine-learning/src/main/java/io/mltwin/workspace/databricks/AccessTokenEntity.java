package io.mltwin.workspace.databricks;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
