package io.mltwin.telemetry.security;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** Plans by subscription and name, in lower case. */
@ApplicationScoped
class PricingRepository implements PanacheRepositoryBase<PricingEntity, String> {}
