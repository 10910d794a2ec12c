package io.mltwin.keyvault.objects;

import static io.mltwin.keyvault.objects.ObjectErrors.managed;

import io.mltwin.keyvault.vaults.Vault;
import java.time.Instant;
import java.util.function.Consumer;

/** Secrets or keys by name, with those that a certificate manages. */
public interface ManageableRepository<E extends ManageableObject> extends ObjectRepository<E> {

    /** Makes an entity without values. */
    E newEntity();

    /**
     * Returns the object that a new version belongs to: makes it if need be, and locks it until the
     * transaction ends.
     *
     * @param managed true for a certificate's
     * @throws io.mltwin.armweb.AzureException 403 or 409 when it is not what the caller wants
     */
    default E forNewVersion(Vault vault, ObjectName name, boolean managed, Instant now) {
        E object = forChange(vault, name, now);
        if (object == null) {
            return add(vault, name, managed);
        }
        if (!managed) {
            requireUnmanaged(object, name);
        } else if (!object.managed) {
            throw ObjectErrors.exists(kind(), name);
        }
        return object;
    }

    /** Adds an object without versions. */
    default E add(Vault vault, ObjectName name, boolean managed) {
        E object = newEntity();
        object.managed = managed;
        return add(object, vault, name);
    }

    /**
     * Requires that no certificate manages an object.
     *
     * @throws io.mltwin.armweb.AzureException 403 {@code SecretIsManaged}, {@code KeyIsManaged}
     */
    default void requireUnmanaged(E object, ObjectName name) {
        if (object.managed) {
            throw managed(kind(), name);
        }
    }

    /** Does something with the object of a certificate; nothing when there is none. */
    default void withManaged(Vault vault, ObjectName name, Consumer<E> action) {
        E object = byName(vault, name);
        if (object != null && object.managed) {
            action.accept(object);
        }
    }
}
