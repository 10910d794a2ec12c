package io.mltwin.scoring.operations;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Operations; those not ended are taken up again after a restart. */
@ApplicationScoped
class OperationRepository implements PanacheRepositoryBase<OperationEntity, String> {

    List<OperationEntity> unfinished() {
        return list("state in ('NotStarted', 'Running')", Sort.by("createdAt"));
    }
}
