package io.mltwin.identity.roles;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** All role assignments, for the evaluator's snapshot. */
@ApplicationScoped
public class AssignmentStore {

    private final RoleAssignmentRepository assignments;

    AssignmentStore(RoleAssignmentRepository assignments) {
        this.assignments = assignments;
    }

    @Transactional
    public List<RoleAssignment> everything() {
        return assignments.listAll().stream().map(RoleAssignmentEntity::assignment).toList();
    }
}
