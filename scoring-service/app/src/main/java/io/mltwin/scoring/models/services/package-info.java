/**
 * Web services as clients make, change and delete them, their keys and tokens, and their deployment
 * to the running side. Uses images, models, operations and the workspace; knows nothing of what
 * runs them but {@link io.mltwin.scoring.models.services.DeploymentHost}. Start reading at {@link
 * io.mltwin.scoring.models.services.WebServiceService}.
 */
package io.mltwin.scoring.models.services;
