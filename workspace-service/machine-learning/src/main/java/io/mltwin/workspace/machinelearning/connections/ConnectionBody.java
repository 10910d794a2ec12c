package io.mltwin.workspace.machinelearning.connections;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.SystemData;
import java.util.Map;

/**
 * Microsoft.MachineLearningServices/workspaces/connections on the wire (API 2020-08-01 with {@code
 * value}, from 2022-01-01 on with {@code credentials}).
 */
record ConnectionBody(String id, String name, String type, SystemData systemData, Properties properties) {

    record Properties(
            String authType,
            String category,
            String target,
            String value,
            String valueFormat,
            JsonNode credentials,
            Map<String, String> metadata) {
        @Override
        public String toString() {
            return category + " by " + authType;
        }
    }
}
