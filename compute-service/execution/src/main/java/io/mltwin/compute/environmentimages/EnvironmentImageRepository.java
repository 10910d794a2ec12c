package io.mltwin.compute.environmentimages;

import io.mltwin.compute.environmentimages.EnvironmentImageBuilds.EnvironmentImageBuild;
import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** Rows of {@code environment_image}: the newest build of each image, over all replicas. */
@Singleton
record EnvironmentImageRepository(EntityManager entities) {

    private static final String FIND = """
            select run_id, cast(?3 as text) = any(operations), environment, digest, python_version
            from environment_image where workspace_id = ?1 and content_key = ?2
            """;

    /** Only in the place of the build that was there when it was decided to begin another. */
    private static final String REPLACE = """
            insert into environment_image (workspace_id, content_key, run_id, operations)
            values (?1, ?2, ?3, array[cast(?4 as text)])
            on conflict (workspace_id, content_key) do update
            set run_id = excluded.run_id, operations = excluded.operations,
                environment = null, digest = null, python_version = null
            where environment_image.run_id = cast(?5 as text)
            """;

    private static final String JOIN = """
            update environment_image set operations = array_append(operations, cast(?4 as text))
            where workspace_id = ?1 and content_key = ?2 and run_id = ?3
              and not cast(?4 as text) = any(operations)
            """;

    private static final String REPORT = """
            update environment_image set environment = ?3, digest = ?4, python_version = ?5
            where workspace_id = ?1 and run_id = ?2
            """;

    Optional<EnvironmentImageBuild> find(String workspaceId, String contentKey, String operation) {
        return Queries.sql(entities, Object[].class, FIND, workspaceId, contentKey, operation).getResultList().stream()
                .findFirst()
                .map(EnvironmentImageRepository::build);
    }

    private static EnvironmentImageBuild build(Object[] row) {
        Optional<ReportedImage> image = row[3] == null
                ? Optional.empty()
                : Optional.of(new ReportedImage((String) row[2], (String) row[3], (String) row[4]));
        return new EnvironmentImageBuild((String) row[0], (Boolean) row[1], image);
    }

    /**
     * Notes a new build; false where another one was begun meanwhile.
     *
     * @param old the run of the build that was there, empty for none
     */
    boolean replace(String workspaceId, String contentKey, String runId, String operation, String old) {
        return Queries.sql(entities, REPLACE, workspaceId, contentKey, runId, operation, old)
                        .executeUpdate()
                == 1;
    }

    /** Notes that an operation waits for a build. */
    void join(String workspaceId, String contentKey, String runId, String operation) {
        Queries.sql(entities, JOIN, workspaceId, contentKey, runId, operation).executeUpdate();
    }

    /** Notes the image that a run has built; a run that builds none changes nothing. */
    void report(String workspaceId, String runId, ReportedImage image) {
        Queries.sql(entities, REPORT, workspaceId, runId, image.environment(), image.digest(), image.pythonVersion())
                .executeUpdate();
    }

    void deleteWorkspace(String workspaceId) {
        Queries.sql(entities, "delete from environment_image where workspace_id = ?1", workspaceId)
                .executeUpdate();
    }
}
