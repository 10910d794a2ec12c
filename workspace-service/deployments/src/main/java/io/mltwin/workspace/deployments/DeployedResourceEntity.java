package io.mltwin.workspace.deployments;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The content last sent for a resource and its state then, as ciphertext. */
@Entity
@Table(name = "arm_deployed_resource")
class DeployedResourceEntity {

    @Id
    String key;

    byte[] fingerprint;

    /** Finds what deployments last sent. */
    @Singleton
    static class DeployedResourceRepository implements PanacheRepositoryBase<DeployedResourceEntity, String> {

        /** Whatever somebody else does with the row meanwhile. */
        void keep(String key, byte[] fingerprint) {
            getEntityManager()
                    .createNativeQuery("insert into arm_deployed_resource (key, fingerprint) values (?1, ?2)"
                            + " on conflict (key) do update set fingerprint = excluded.fingerprint")
                    .setParameter(1, key)
                    .setParameter(2, fingerprint)
                    .executeUpdate();
        }

        /**
         * Except what a deployment is writing right now: who found such a one missing looked before it
         * was made.
         */
        void deleteAtAndBelow(String key) {
            String pattern = key.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "/%";
            delete(
                    "(key = ?1 or key like ?2 escape '!') and not exists"
                            + " (select 1 from StepEntity s where s.resourceKey = key and s.state = ?3)",
                    key,
                    pattern,
                    DeploymentState.RUNNING.text());
        }
    }
}
