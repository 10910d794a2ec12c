package io.mltwin.keyvault.objects;

import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;

/**
 * The parts that versions of secrets, keys and certificates have in common. Each has an {@code owner}:
 * the object it is a version of.
 */
@MappedSuperclass
public abstract class ObjectVersion {

    @Id
    public UUID id;

    @Column(insertable = false, updatable = false)
    public Long sequence;

    public String version;
    public String tags;
    public boolean enabled;

    public Instant notBefore;

    public Instant expires;

    public Instant createdAt;

    public Instant updatedAt;

    public Validity validity() {
        return new Validity(enabled, notBefore, expires);
    }

    /** Sets the attributes that a request names. */
    public void apply(Attributes given, Instant now) {
        Validity validity = validity().with(given);
        enabled = validity.enabled();
        notBefore = validity.notBefore();
        expires = validity.expires();
        updatedAt = now;
    }

    /** Returns the attributes that an answer shows. */
    public Attributes attributes(Vault vault) {
        return Attributes.of(enabled, notBefore, expires, createdAt, updatedAt, vault);
    }
}
