package io.mltwin.workspace.subscriptions;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows all subscriptions; new ones come by seed, since Azure has no public call for it. */
@ApplicationScoped
public class Subscriptions {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private final SubscriptionRepository rows;

    public Subscriptions(SubscriptionRepository rows) {
        this.rows = rows;
    }

    @Transactional
    public Optional<Subscription> find(String subscriptionId) {
        return rows.findByIdOptional(AsciiCase.lower(subscriptionId)).map(Subscriptions::read);
    }

    @Transactional
    public List<Subscription> ofTenant(String tenantId) {
        return rows.ofTenant(AsciiCase.lower(tenantId)).stream()
                .map(Subscriptions::read)
                .toList();
    }

    /** Adds it, or renames it; its tenant is changed too, as when a subscription is transferred. */
    @Transactional
    public void upsert(Subscription subscription) {
        String key = AsciiCase.lower(subscription.subscriptionId());
        SubscriptionEntity row = rows.findById(key);
        if (row == null) {
            row = new SubscriptionEntity();
            row.subscriptionId = key;
        }
        row.tenantId = AsciiCase.lower(subscription.tenantId());
        row.displayName = subscription.displayName();
        rows.persist(row);
    }

    /** Returns the tags of a subscription; none of one that does not exist. */
    @Transactional
    public Map<String, String> tags(String subscriptionId) {
        SubscriptionEntity row = rows.findById(AsciiCase.lower(subscriptionId));
        return row == null ? Map.of() : Json.read(row.tags, TAGS);
    }

    /** Gives a subscription these tags and no others. */
    @Transactional
    public void retag(String subscriptionId, Map<String, String> tags) {
        rows.findById(AsciiCase.lower(subscriptionId)).tags = Json.tree(tags).toString();
    }

    private static Subscription read(SubscriptionEntity row) {
        return new Subscription(row.subscriptionId, row.tenantId, row.displayName);
    }

    /** Subscriptions by id (lower case) and tenant. */
    @Singleton
    static class SubscriptionRepository implements PanacheRepositoryBase<SubscriptionEntity, String> {

        List<SubscriptionEntity> ofTenant(String tenantId) {
            return list("tenantId = ?1 order by displayName, subscriptionId", tenantId);
        }
    }
}
