package io.mltwin.scoring.registry.images;

import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.registry.images.ImageBody.ErrorBody;

/** Image rows on the wire. */
final class ImageMapper {

    private ImageMapper() {}

    static String id(ImageEntity image) {
        return image.name + ":" + image.version;
    }

    static ImageBody body(ImageEntity image) {
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
                JsonText.list(image.modelIds),
                image.driverProgram,
                request.assets(),
                request.targetRuntime(),
                request.environment(),
                image.operationId,
                image.errorCode == null
                        ? null
                        : new ErrorBody(image.errorCode, image.errorMessage));
    }
}
