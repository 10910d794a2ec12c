package io.mltwin.identity.oauth.sessions;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Row of a browser session; only the hash of its cookie is stored. */
@Entity
@Table(name = "browser_session")
class BrowserSessionEntity {

    @Id
    @Column(name = "session_hash")
    private byte[] hash;

    private String tenantId;

    private String objectId;

    @Column(name = "amr")
    private String firstMethod;

    private Instant signedInOn;

    private Instant expiresOn;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "browser_session_factor", joinColumns = @JoinColumn(name = "session_hash"))
    @Column(name = "object_id")
    private Set<String> factors = new HashSet<>();

    protected BrowserSessionEntity() {}

    BrowserSessionEntity(
            byte[] hash, String tenantId, String objectId, String firstMethod, Instant signedInOn, Instant expiresOn) {
        this.hash = hash.clone();
        this.tenantId = tenantId;
        this.objectId = objectId;
        this.firstMethod = firstMethod;
        this.signedInOn = signedInOn;
        this.expiresOn = expiresOn;
    }

    BrowserSession session() {
        return new BrowserSession(hash.clone(), tenantId, objectId, signedInOn, expiresOn, Set.copyOf(factors));
    }

    void addFactor(String account) {
        factors.add(account);
    }
}
