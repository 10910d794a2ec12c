package io.mltwin.workspace.tags;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.TextCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names and values of tags that a subscription offers before anything uses them (API 2021-04-01,
 * Tags). Case does not count in names, and does in values.
 */
@ApplicationScoped
class PredefinedTags {

    private static final String SEPARATOR = "\n";

    private final PredefinedTagRepository rows;
    private final TagUses uses;

    PredefinedTags(PredefinedTagRepository rows, TagUses uses) {
        this.rows = rows;
        this.uses = uses;
    }

    /** All values by name. */
    @Transactional
    Map<String, TreeSet<String>> of(String subscription) {
        Map<String, TreeSet<String>> all = new TreeMap<>(TextCase.ORDER);
        for (PredefinedTagEntity row : rows.of(subscription)) {
            TreeSet<String> values = all.computeIfAbsent(row.name, first -> new TreeSet<>());
            if (row.value != null) {
                values.add(row.value);
            }
        }
        return all;
    }

    /** True when it is new. */
    @Transactional
    boolean putName(String subscription, String name) {
        rows.lock(subscription);
        return insert(subscription, name, null);
    }

    /**
     * True when it is new.
     *
     * @throws AzureException 404 when the name is not predefined
     */
    @Transactional
    boolean putValue(String subscription, String name, String value) {
        rows.lock(subscription);
        PredefinedTagEntity standing = rows.findById(key(subscription, name, null));
        if (standing == null) {
            throw notFound("TagNameNotFound", "The tag name '%s' is not predefined: PUT tagNames/%s.", name, name);
        }
        return insert(subscription, standing.name, value);
    }

    /**
     * False when there was none.
     *
     * @throws AzureException 409 while resources use the name or it has predefined values
     */
    @Transactional
    boolean deleteName(String subscription, String name) {
        rows.lock(subscription);
        Map<String, Integer> used = uses.of(subscription).getOrDefault(name, Map.of());
        boolean hasValues =
                rows.of(subscription).stream().anyMatch(row -> row.value != null && TextCase.equal(row.name, name));
        if (!used.isEmpty() || hasValues) {
            throw inUse("The tag name '"
                    + name
                    + (used.isEmpty() ? "' has predefined values." : "' is used by resources."));
        }
        return rows.deleteById(key(subscription, name, null));
    }

    /**
     * False when there was none.
     *
     * @throws AzureException 409 while resources use it
     */
    @Transactional
    boolean deleteValue(String subscription, String name, String value) {
        rows.lock(subscription);
        if (uses.of(subscription).getOrDefault(name, Map.of()).containsKey(value)) {
            throw inUse("The value '" + value + "' of tag '" + name + "' is used by resources.");
        }
        return rows.deleteById(key(subscription, name, value));
    }

    private boolean insert(String subscription, String name, String value) {
        String key = key(subscription, name, value);
        if (rows.findById(key) != null) {
            return false;
        }
        PredefinedTagEntity row = new PredefinedTagEntity();
        row.key = key;
        row.subscriptionId = PredefinedTagRepository.key(subscription);
        row.name = name;
        row.value = value;
        rows.persist(row);
        return true;
    }

    private static String key(String subscription, String name, String value) {
        String ofName = PredefinedTagRepository.key(subscription) + SEPARATOR + PredefinedTagRepository.key(name);
        return value == null ? ofName : ofName + SEPARATOR + value;
    }

    private static AzureException inUse(String message) {
        return conflict("Conflict", message + " It cannot be deleted.");
    }

    /** Predefined tags by subscription. */
    @Singleton
    static class PredefinedTagRepository implements PanacheRepositoryBase<PredefinedTagEntity, String> {

        List<PredefinedTagEntity> of(String subscriptionId) {
            return list("subscriptionId = ?1 order by key", key(subscriptionId));
        }

        /** Holds the tags of a subscription until the end of the transaction. */
        void lock(String subscriptionId) {
            AdvisoryLock.hold(getEntityManager(), "tags " + key(subscriptionId));
        }

        static String key(String text) {
            return TextCase.lower(text);
        }
    }
}
