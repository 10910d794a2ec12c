package io.mltwin.workspace.storage;

import io.mltwin.armweb.Regions;
import java.util.List;
import java.util.Map;

/**
 * Microsoft.Storage/skus on the wire (2019-06-01 to 2024-01-01): which redundancy each kind of
 * account comes with, the same in all regions.
 */
record SkuBody(
        String resourceType,
        String name,
        String tier,
        String kind,
        List<String> locations,
        List<Object> capabilities,
        List<Object> restrictions) {

    private static final Map<String, List<String>> OF_KINDS = Map.of(
            "Storage",
            List.of("Standard_LRS", "Standard_GRS", "Standard_RAGRS", "Premium_LRS"),
            "StorageV2",
            List.of(
                    "Standard_LRS",
                    "Standard_GRS",
                    "Standard_RAGRS",
                    "Standard_ZRS",
                    "Standard_GZRS",
                    "Standard_RAGZRS",
                    "Premium_LRS",
                    "Premium_ZRS"),
            "BlobStorage",
            List.of("Standard_LRS", "Standard_GRS", "Standard_RAGRS"),
            "BlockBlobStorage",
            List.of("Premium_LRS", "Premium_ZRS"),
            "FileStorage",
            List.of("Premium_LRS", "Premium_ZRS"));

    static final List<SkuBody> ALL = OF_KINDS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(each -> each.getValue().stream().map(name -> of(each.getKey(), name)))
            .toList();

    private static SkuBody of(String kind, String name) {
        return new SkuBody(
                "storageAccounts",
                name,
                name.substring(0, name.indexOf('_')),
                kind,
                Regions.names(),
                List.of(),
                List.of());
    }
}
