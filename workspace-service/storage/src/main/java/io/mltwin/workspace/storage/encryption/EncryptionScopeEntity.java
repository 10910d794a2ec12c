package io.mltwin.workspace.storage.encryption;

import io.mltwin.resourceprovider.ChildRow;
import io.mltwin.resourceprovider.ChildRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** Row of an encryption scope of a storage account. */
@Entity
@DynamicUpdate
@Table(name = "encryption_scope")
@AttributeOverride(name = "key", column = @Column(name = "arm_id_key"))
@AttributeOverride(name = "id", column = @Column(name = "arm_id"))
class EncryptionScopeEntity extends ChildRow {

    /** Its data key is bound to it. */
    @Column(name = "id")
    UUID uid;

    UUID accountId;

    boolean enabled;

    /** The customer's key; null under Microsoft's. */
    String keyUri;

    Instant keyRotated;

    byte[] wrappedDataKey;

    /** Of a second layer of encryption, null without one. */
    byte[] wrappedInfrastructureKey;

    Instant modified;

    boolean hasCustomerKey() {
        return keyUri != null;
    }

    String context() {
        return "encryption-scope:" + uid;
    }

    String infrastructureContext() {
        return "encryption-scope-infrastructure:" + uid;
    }

    @ApplicationScoped
    static class EncryptionScopeRepository implements ChildRows<EncryptionScopeEntity> {

        Optional<EncryptionScopeEntity> find(UUID account, String name) {
            return find("accountId = ?1 and name = ?2", account, name).firstResultOptional();
        }

        /**
         * In order of name, from after {@code after} on.
         *
         * @param enabled null: all
         */
        List<EncryptionScopeEntity> page(UUID account, String prefix, String after, Boolean enabled, int limit) {
            String query = "accountId = ?1 and name > ?2 and substring(name, 1, ?3) = ?4";
            List<Object> values = new ArrayList<>(List.of(account, after, prefix.length(), prefix));
            if (enabled != null) {
                query += " and enabled = ?5";
                values.add(enabled);
            }
            return find(query + " order by name", values.toArray())
                    .page(0, limit)
                    .list();
        }

        List<UUID> ofAccount(UUID account) {
            return getEntityManager()
                    .createQuery("select s.uid from EncryptionScopeEntity s where s.accountId = ?1", UUID.class)
                    .setParameter(1, account)
                    .getResultList();
        }

        /** Replaces a wrapped data key, if it is still the one that was read. */
        void rewrapped(UUID scope, byte[] old, byte[] renewed, Instant now) {
            update(
                    "wrappedDataKey = ?1, keyRotated = ?2 where uid = ?3 and wrappedDataKey = ?4",
                    renewed,
                    now,
                    scope,
                    old);
        }
    }
}
