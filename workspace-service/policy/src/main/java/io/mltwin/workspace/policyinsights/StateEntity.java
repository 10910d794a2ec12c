package io.mltwin.workspace.policyinsights;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** The last judgement of an assignment on a resource; the state is JSON. */
@Entity
@Table(name = "policy_state")
@IdClass(StateEntity.Key.class)
class StateEntity {

    @Id
    String resourceKey;

    @Id
    String assignmentKey;

    @Id
    String referenceId;

    String resourceId;

    Instant evaluatedAt;

    boolean compliant;
    String state;

    /** Resource, assignment, and which policy of an assigned set. */
    static final class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String resourceKey;
        String assignmentKey;
        String referenceId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(resourceKey, key.resourceKey)
                    && Objects.equals(assignmentKey, key.assignmentKey)
                    && Objects.equals(referenceId, key.referenceId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(resourceKey, assignmentKey, referenceId);
        }
    }
}
