package io.mltwin.workspace.machinelearning.connections;

import java.util.List;
import java.util.stream.Stream;

/** Knows the categories of connections: three categories in api 2022-10-01, more from 2023 on. */
final class ConnectionCategories {

    private static final List<String> FIRST = List.of("PythonFeed", "ContainerRegistry", "Git");

    private static final List<String> ALL = Stream.concat(
                    FIRST.stream(),
                    Stream.of(
                            "FeatureStore",
                            "S3",
                            "Snowflake",
                            "AzureSqlDb",
                            "AzureSynapseAnalytics",
                            "AzureMySqlDb",
                            "AzurePostgresDb",
                            "AzureBlob",
                            "ADLSGen2",
                            "AzureOneLake",
                            "AzureDataExplorer",
                            "CosmosDb",
                            "Redis",
                            "AzureOpenAI",
                            "AIServices",
                            "CognitiveSearch",
                            "CognitiveService",
                            "OpenAI",
                            "Serp",
                            "Serverless",
                            "BingLLMSearch",
                            "ApiKey",
                            "CustomKeys"))
            .toList();

    private ConnectionCategories() {}

    static List<String> of(String apiVersion) {
        return apiVersion.compareTo("2023") < 0 ? FIRST : ALL;
    }
}
