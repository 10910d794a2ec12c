package io.mltwin.workspace.machinelearning;

import java.util.List;

/** {@code SkuListResult} of API 2020-08-01. */
record SkuBody(List<ResourceType> value, String nextLink) {

    record ResourceType(String resourceType, List<Sku> skus) {}

    record Sku(
            String name,
            String tier,
            String resourceType,
            List<String> locations,
            List<LocationInfo> locationInfo,
            List<String> capabilities,
            List<String> restrictions) {}

    record LocationInfo(String location, List<String> zones) {}
}
