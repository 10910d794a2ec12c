package io.mltwin.workspace.search;

import io.mltwin.resourceprovider.TrackedRow;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** Row of a search service; its keys are wrapped. */
@Entity
@Table(name = "search_service")
class SearchServiceEntity extends TrackedRow {
    String sku;
    int replicas;
    int partitions;

    byte[] wrappedKeys;

    @Singleton
    static class Rows implements TrackedRows<SearchServiceEntity> {}
}
