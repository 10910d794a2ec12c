package io.mltwin.workspace.policy;

import io.mltwin.resourceprovider.ExtensionRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.SQLRestriction;

/**
 * A policy assignment; properties are JSON. One whose scope was deleted
 * softly is not found until the scope is recovered.
 */
@Entity
@SQLRestriction("not aside")
@Table(name = "policy_assignment")
class AssignmentEntity extends ExtensionRow {

    String definitionKey;

    String properties;

    /** Assignments by the scope they are made at. */
    @Singleton
    static class AssignmentRepository implements ExtensionRow.Rows<AssignmentEntity> {

        List<AssignmentEntity> ofDefinition(String definitionKey) {
            return list("definitionKey = ?1 order by key", definitionKey);
        }

        /** Ends those whose scope was deleted and may be recovered: their definition goes. */
        void endAside(String definitionKey) {
            getEntityManager()
                    .createNativeQuery("delete from policy_assignment where aside and definition_key = ?1")
                    .setParameter(1, definitionKey)
                    .executeUpdate();
        }
    }
}
