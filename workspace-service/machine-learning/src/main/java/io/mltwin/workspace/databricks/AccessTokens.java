package io.mltwin.workspace.databricks;

import static io.mltwin.workspace.databricks.DatabricksErrors.invalid;
import static io.mltwin.workspace.databricks.DatabricksErrors.quotaExceeded;
import static io.mltwin.workspace.databricks.DatabricksErrors.unknown;

import io.mltwin.encoding.Sha256;
import io.mltwin.workspace.databricks.AccessTokenEntity.AccessTokenRepository;
import io.mltwin.workspace.databricks.DatabricksAuthenticator.DatabricksCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Makes, lists and deletes the access tokens of a workspace's users; stores hashes alone. */
@ApplicationScoped
class AccessTokens {

    /** The beginning of every access token. */
    static final String PREFIX = "dapi";

    private static final int SECRET_BYTES = 16;
    private static final int ID_BYTES = 32;
    private static final int LONGEST_COMMENT = 255;
    private static final int MOST = 600;

    private final AccessTokenRepository rows;
    private final SecureRandom random;
    private final Clock clock;

    AccessTokens(AccessTokenRepository rows, SecureRandom random, Clock clock) {
        this.rows = rows;
        this.random = random;
        this.clock = clock;
    }

    @Transactional
    AccessTokenBody.Created create(DatabricksCaller caller, AccessTokenBody.Create request) {
        Long lifetime = request == null ? null : request.lifetimeSeconds();
        String comment = request == null || request.comment() == null ? "" : request.comment();
        if (lifetime != null && lifetime <= 0) {
            throw invalid("lifetime_seconds must be positive");
        }
        if (comment.length() > LONGEST_COMMENT) {
            throw invalid("comment has at most " + LONGEST_COMMENT + " characters");
        }
        if (rows.of(caller.workspaceKey(), caller.objectId()).size() >= MOST) {
            throw quotaExceeded("A user has at most " + MOST + " access tokens.");
        }
        String value = PREFIX + hex(SECRET_BYTES);
        AccessTokenEntity row = new AccessTokenEntity();
        row.tokenId = hex(ID_BYTES);
        row.workspaceKey = caller.workspaceKey();
        row.sha256 = Sha256.hash(value);
        row.ownerObjectId = caller.objectId();
        row.comment = comment;
        row.created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        row.expires = lifetime == null ? null : row.created.plusSeconds(lifetime);
        rows.persist(row);
        return new AccessTokenBody.Created(value, info(row));
    }

    @Transactional
    AccessTokenBody.Listed list(DatabricksCaller caller) {
        return new AccessTokenBody.Listed(rows.of(caller.workspaceKey(), caller.objectId()).stream()
                .map(AccessTokens::info)
                .toList());
    }

    @Transactional
    void delete(DatabricksCaller caller, String tokenId) {
        long deleted = tokenId == null
                ? 0
                : rows.delete(
                        "tokenId = ?1 and workspaceKey = ?2 and ownerObjectId = ?3",
                        tokenId,
                        caller.workspaceKey(),
                        caller.objectId());
        if (deleted == 0) {
            throw unknown("Token with id " + tokenId);
        }
    }

    /** Deletes the tokens of a workspace that goes, in its transaction. */
    void deleteOf(String workspaceKey) {
        rows.delete("workspaceKey", workspaceKey);
    }

    private static AccessTokenBody.Info info(AccessTokenEntity row) {
        return new AccessTokenBody.Info(
                row.tokenId,
                row.created.toEpochMilli(),
                row.expires == null ? -1 : row.expires.toEpochMilli(),
                row.comment);
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
