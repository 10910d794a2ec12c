package io.mltwin.workspace.search;

import io.mltwin.workspace.trackedresources.TrackedResourceRepository;
import jakarta.inject.Singleton;

/** Search services. */
@Singleton
class SearchServiceRepository implements TrackedResourceRepository<SearchServiceEntity> {

    boolean isTaken(String name, String byOtherThan) {
        return count("name = ?1 and key <> ?2", name, byOtherThan) > 0;
    }
}
