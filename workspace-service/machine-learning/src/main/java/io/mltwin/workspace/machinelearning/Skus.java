package io.mltwin.workspace.machinelearning;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/**
 * {@code GET /subscriptions/{s}/providers/Microsoft.MachineLearningServices/workspaces/skus} (API
 * 2020-08-01): which editions of workspaces there are, and where.
 */
public final class Skus {

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

    private Skus() {}

    /** True for that path, which looks like a workspace outside of any group. */
    public static boolean isAsked(ArmCall call) {
        ArmResourceId id = call.id();
        return call.isGet() && id.resourceGroup() == null && AsciiCase.equal(id.name(), "skus");
    }

    /** Basic, in every region, without zones. */
    public static Object all() {
        return new SkuBody(
                List.of(new SkuBody.ResourceType(
                        "workspaces",
                        List.of(new SkuBody.Sku(
                                "Basic",
                                "Basic",
                                "workspaces",
                                Regions.names(),
                                Regions.names().stream()
                                        .map(region -> new SkuBody.LocationInfo(region, List.of()))
                                        .toList(),
                                List.of(),
                                List.of())))),
                null);
    }
}
