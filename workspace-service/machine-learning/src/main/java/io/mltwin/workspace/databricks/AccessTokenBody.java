package io.mltwin.workspace.databricks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Databricks' token API 2.0 on the wire; times are milliseconds. */
final class AccessTokenBody {

    private AccessTokenBody() {}

    /** Body of {@code token/create}. */
    record Create(@JsonProperty("lifetime_seconds") Long lifetimeSeconds, String comment) {}

    /** Body of {@code token/delete}. */
    record Delete(@JsonProperty("token_id") String tokenId) {}

    /** The description of a token, never the token itself; -1 for one that does not expire. */
    record Info(
            @JsonProperty("token_id") String tokenId,
            @JsonProperty("creation_time") long creationTime,
            @JsonProperty("expiry_time") long expiryTime,
            String comment) {}

    /** Answer of {@code token/create}: the token, this once. */
    record Created(
            @JsonProperty("token_value") String tokenValue,
            @JsonProperty("token_info") Info tokenInfo) {
        @Override
        public String toString() {
            return "a token";
        }
    }

    /** Answer of {@code token/list}. */
    record Listed(@JsonProperty("token_infos") List<Info> tokenInfos) {}

    /** Answer of {@code preview/scim/v2/Me}, as far as it is known. */
    record Me(String id, boolean active) {}
}
