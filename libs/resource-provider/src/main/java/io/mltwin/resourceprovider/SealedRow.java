package io.mltwin.resourceprovider;

import io.mltwin.datakeys.DataKey;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreUpdate;
import java.lang.reflect.Field;

/** An entity with texts that are encrypted under the data key of its workspace. */
public interface SealedRow {

    /** The workspace as the service's {@link Keys} name it. */
    String sealedUnder();

    /** Its table and id: what is sealed here is opened in no other row. */
    String place();

    /** The data keys of workspaces. */
    interface Keys {

        /**
         * The data key of a workspace.
         *
         * @throws io.mltwin.armweb.AzureException 403 while the customer's key does not open it
         */
        DataKey of(String workspace);
    }

    /** Binds the texts of a row to it, when it is read and before it is written. */
    @Singleton
    class Listener {

        @Inject
        Instance<Keys> keys;

        @PostLoad
        @PrePersist
        @PreUpdate
        void bind(SealedRow row) throws IllegalAccessException {
            for (Class<?> type = row.getClass(); type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getType() == Sealed.class) {
                        field.setAccessible(true);
                        Sealed value = (Sealed) field.get(row);
                        if (value != null) {
                            value.bind(() -> keys.get().of(row.sealedUnder()), row.place());
                        }
                    }
                }
            }
        }
    }
}
