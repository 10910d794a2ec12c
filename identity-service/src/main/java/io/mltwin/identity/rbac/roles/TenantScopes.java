package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.PrincipalKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Determines the scopes of a tenant. Each tenant has its own root, with its subscriptions below it.
 */
@ApplicationScoped
public class TenantScopes {

    private static final String SUBSCRIPTIONS = "/subscriptions/";

    private final SubscriptionTenantRepository subscriptions;
    private final DirectoryService directory;

    TenantScopes(SubscriptionTenantRepository subscriptions, DirectoryService directory) {
        this.subscriptions = subscriptions;
        this.directory = directory;
    }

    /** Returns the keys of a tenant's subscriptions. */
    @Transactional
    public Set<String> subscriptionsOf(String tenantId) {
        return subscriptions.list("tenantId", tenantId).stream()
                .map(SubscriptionTenantEntity::subscriptionKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns a predicate for the keys of scopes in the tenant's subscriptions. */
    public Predicate<String> inSubscriptionsOf(String tenantId) {
        Set<String> own = subscriptionsOf(tenantId);
        return scopeKey -> own.contains(subscription(scopeKey));
    }

    /** Returns the key of the subscription of a scope; the key of the scope when it is in none. */
    public static String subscription(String scopeKey) {
        if (!isInSubscription(scopeKey)) {
            return scopeKey;
        }
        int end = scopeKey.indexOf('/', SUBSCRIPTIONS.length());
        return end < 0 ? scopeKey : scopeKey.substring(0, end);
    }

    /**
     * Returns the tenant of a principal, at whose root it can have a role. Empty for an unknown
     * principal, and for Microsoft's applications, which work in every tenant.
     */
    String ofRoot(String principalId) {
        return directory
                .principal(principalId)
                .filter(principal -> principal.kind() != PrincipalKind.FIRST_PARTY)
                .map(DirectoryPrincipal::tenantId)
                .orElse("");
    }

    /**
     * Returns true where users of the tenant may see an assignment of a principal: in a
     * subscription, which other tenants cannot read, or above all subscriptions when the principal
     * is of the tenant.
     */
    boolean shows(String scopeKey, String principalId, String tenantId) {
        return isInSubscription(scopeKey) || ofRoot(principalId).equals(tenantId);
    }

    static boolean isInSubscription(String scopeKey) {
        return scopeKey.startsWith(SUBSCRIPTIONS);
    }
}
