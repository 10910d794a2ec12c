package io.mltwin.identity.directory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Row of a tenant. */
@Entity
@Table(name = "tenant")
class TenantEntity {

    private static final String AAD = "AAD";
    private static final String B2C = "B2C";

    @Id
    private String tenantId;

    private String displayName;

    private String kind = AAD;

    @Column(name = "mfa_required")
    private boolean secondFactorRequired;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "tenant_domain", joinColumns = @JoinColumn(name = "tenant_id"))
    @Column(name = "domain")
    private Set<String> domains = new TreeSet<>();

    protected TenantEntity() {}

    TenantEntity(String tenantId) {
        this.tenantId = tenantId;
    }

    String tenantId() {
        return tenantId;
    }

    String displayName() {
        return displayName;
    }

    List<String> domains() {
        return List.copyOf(domains);
    }

    boolean isB2c() {
        return B2C.equals(kind);
    }

    boolean isSecondFactorRequired() {
        return secondFactorRequired;
    }

    void decide(boolean b2c, boolean requireSecondFactor) {
        kind = b2c ? B2C : AAD;
        secondFactorRequired = requireSecondFactor;
    }

    void describe(String name, Collection<String> verifiedDomains) {
        displayName = name;
        domains.retainAll(verifiedDomains);
        domains.addAll(verifiedDomains);
    }
}
