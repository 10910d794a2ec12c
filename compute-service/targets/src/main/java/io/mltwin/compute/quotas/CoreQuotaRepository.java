package io.mltwin.compute.quotas;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Queries of quotas. */
@Singleton
class CoreQuotaRepository implements PanacheRepositoryBase<CoreQuotaEntity, CoreQuotaEntity.Key> {}
