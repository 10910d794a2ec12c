package io.mltwin.scoring.registry.images;

import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registry.images.ImageBody.ErrorBody;

/** Image rows on the wire. */
final class ImageMapper {

    private ImageMapper() {}

    static String id(ImageEntity image) {
        return image.name + ":" + image.version;
    }

    /** The address of its build log is below {@code workspaceUrl}, once there is a log. */
    static ImageBody body(ImageEntity image, String workspaceUrl) {
        ImageRequest request = JsonText.as(image.request, ImageRequest.class);
        return new ImageBody(
                id(image),
                image.name,
                image.version,
                request.description(),
                request.kvTags(),
                request.properties(),
                "Docker",
                "WebApiContainer",
                image.state,
                image.createdAt,
                image.modifiedAt,
                image.location,
                image.buildLog == null ? null : workspaceUrl + "/images/" + id(image) + "/buildlog",
                JsonText.list(image.modelIds),
                image.driverProgram,
                request.assets(),
                request.targetRuntime(),
                request.environment(),
                image.operationId,
                image.errorCode == null ? null : new ErrorBody(image.errorCode, image.errorMessage));
    }
}
