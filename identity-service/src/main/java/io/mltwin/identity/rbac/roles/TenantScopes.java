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
 * Which scopes are a tenant's: the root is each tenant's own, and below it lie its subscriptions
 * and no others.
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

    /** The keys of a tenant's subscriptions. */
    @Transactional
    public Set<String> subscriptionsOf(String tenantId) {
        return subscriptions.listAll().stream()
                .filter(subscription -> subscription.tenantId().equals(tenantId))
                .map(SubscriptionTenantEntity::subscriptionKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Accepts the keys of scopes that lie in one of the tenant's subscriptions. */
    public Predicate<String> inSubscriptionsOf(String tenantId) {
        Set<String> own = subscriptionsOf(tenantId);
        return scopeKey -> own.contains(subscription(scopeKey));
    }

    /** The key of the subscription that a scope lies in; the scope's own when it lies in none. */
    public static String subscription(String scopeKey) {
        if (!isInSubscription(scopeKey)) {
            return scopeKey;
        }
        int end = scopeKey.indexOf('/', SUBSCRIPTIONS.length());
        return end < 0 ? scopeKey : scopeKey.substring(0, end);
    }

    /**
     * The tenant at whose root a principal can have a role: its own. Empty for who is not there,
     * and for Microsoft's applications, which work in every tenant.
     */
    String ofRoot(String principalId) {
        return directory
                .principal(principalId)
                .filter(principal -> principal.kind() != PrincipalKind.FIRST_PARTY)
                .map(DirectoryPrincipal::tenantId)
                .orElse("");
    }

    /**
     * True where somebody of the tenant may see a principal's assignment: in a subscription, which
     * nobody of another tenant reads, or above all of them, when the principal is the tenant's own.
     */
    boolean shows(String scopeKey, String principalId, String tenantId) {
        return isInSubscription(scopeKey) || ofRoot(principalId).equals(tenantId);
    }

    static boolean isInSubscription(String scopeKey) {
        return scopeKey.startsWith(SUBSCRIPTIONS);
    }
}
