package io.mltwin.identity.rbac.denyassignments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Reads all deny assignments, for the evaluator's snapshot. */
@ApplicationScoped
public class DenyAssignments {

    private final DenyAssignmentRepository rows;

    DenyAssignments(DenyAssignmentRepository rows) {
        this.rows = rows;
    }

    @Transactional
    public List<DenyAssignment> everything() {
        return rows.list("aside", false).stream()
                .map(DenyAssignmentMapper::assignment)
                .toList();
    }
}
