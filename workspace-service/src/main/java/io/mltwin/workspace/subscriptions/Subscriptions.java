package io.mltwin.workspace.subscriptions;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The subscriptions there are; new ones come by seed, since Azure has no public call for it. */
@ApplicationScoped
public class Subscriptions {

    private final SubscriptionRepository rows;

    public Subscriptions(SubscriptionRepository rows) {
        this.rows = rows;
    }

    @Transactional
    public Optional<Subscription> find(String subscriptionId) {
        return rows.findByIdOptional(subscriptionId.toLowerCase(Locale.ROOT))
                .map(Subscriptions::read);
    }

    @Transactional
    public List<Subscription> ofTenant(String tenantId) {
        return rows.ofTenant(tenantId.toLowerCase(Locale.ROOT)).stream()
                .map(Subscriptions::read)
                .toList();
    }

    /** Adds it, or renames it; its tenant is changed too, as when a subscription is transferred. */
    @Transactional
    public void upsert(Subscription subscription) {
        String key = subscription.subscriptionId().toLowerCase(Locale.ROOT);
        SubscriptionEntity row = rows.findById(key);
        if (row == null) {
            row = new SubscriptionEntity();
            row.subscriptionId = key;
        }
        row.tenantId = subscription.tenantId().toLowerCase(Locale.ROOT);
        row.displayName = subscription.displayName();
        rows.persist(row);
    }

    private static Subscription read(SubscriptionEntity row) {
        return new Subscription(row.subscriptionId, row.tenantId, row.displayName);
    }
}
