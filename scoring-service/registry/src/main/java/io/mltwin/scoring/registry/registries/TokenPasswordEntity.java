package io.mltwin.scoring.registry.registries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One of the two passwords of a token. */
@Entity
@Table(name = "registry_token_password")
class TokenPasswordEntity {

    /** Id of the token, a slash, and the password's name. */
    @Id
    String id;

    String tokenKey;

    /** password1 or password2. */
    String name;

    /** SHA-256 of its value in hex. */
    String hash;

    Instant createdAt;

    /** Null for never. */
    Instant expiry;

    boolean isGoodAt(Instant now) {
        return expiry == null || now.isBefore(expiry);
    }
}
