package io.mltwin.workspace.index;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** One row of ARM's index; {@code key} is the id in lower case, tags and sku are JSON. */
@Entity
@Table(name = "indexed_resource")
class ResourceEntity {

    @Id
    String key;

    String id;

    String subscriptionId;

    String groupKey;

    String type;
    String name;
    String location;
    String tags;
    String kind;
    String sku;

    String provisioningState;

    @Enumerated(EnumType.STRING)
    IndexedState state;

    /** Requests that are being answered by the provider. */
    int writers;

    Instant createdAt;

    Instant changedAt;

    /** Rows of the index. */
    @Singleton
    static class ResourceRepository implements PanacheRepositoryBase<ResourceEntity, String> {

        List<ResourceEntity> ofSubscription(String subscriptionId) {
            return list(
                    "subscriptionId = ?1 and state <> ?2 order by createdAt, key",
                    subscriptionId,
                    IndexedState.UNCONFIRMED);
        }

        List<ResourceEntity> ofGroup(String groupKey) {
            return list("groupKey = ?1 order by createdAt, key", groupKey);
        }

        /** Resources under a scope whose keys come after one, in their order. */
        List<ResourceEntity> page(String scopeKey, String after, int most) {
            String first = scopeKey + "/";
            return find(
                            "key > ?1 and key < ?2 and state <> ?3 and type not like '%/%/%' order by key",
                            after.isEmpty() ? first : after,
                            // the character that follows the slash
                            scopeKey + "0",
                            IndexedState.UNCONFIRMED)
                    .page(0, most)
                    .list();
        }

        List<ResourceEntity> below(String key) {
            return list("key like ?1 escape '!' order by createdAt, key", pattern(key));
        }

        List<ResourceEntity> unsettledBefore(Instant time) {
            return list("state <> ?1 and changedAt < ?2", IndexedState.CONFIRMED, time);
        }

        /** Inserts an unconfirmed row unless there is one, and counts who is writing. */
        void expect(ResourceEntity row) {
            getEntityManager()
                    .createNativeQuery(
                            "insert into indexed_resource (key, id, subscription_id, group_key, type, name, tags, state, created_at, changed_at, writers)"
                                    + " values (?1, ?2, ?3, ?4, ?5, ?6, '{}', 'UNCONFIRMED', ?7, ?7, 1)"
                                    + " on conflict (key) do update set writers = indexed_resource.writers + 1")
                    .setParameter(1, row.key)
                    .setParameter(2, row.id)
                    .setParameter(3, row.subscriptionId)
                    .setParameter(4, row.groupKey)
                    .setParameter(5, row.type)
                    .setParameter(6, row.name)
                    .setParameter(7, row.createdAt)
                    .executeUpdate();
        }

        void deleteWithDescendants(String key) {
            delete("key = ?1 or key like ?2 escape '!'", key, pattern(key));
        }

        private static String pattern(String key) {
            return key.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
        }
    }
}
