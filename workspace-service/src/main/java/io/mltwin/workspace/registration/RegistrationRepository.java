package io.mltwin.workspace.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Changed registrations. */
@Singleton
class RegistrationRepository
        implements PanacheRepositoryBase<RegistrationEntity, RegistrationEntity.Key> {}
