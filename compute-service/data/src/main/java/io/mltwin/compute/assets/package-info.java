/**
 * Code, data and components of Azure ML's v2 API, each with versions. They use datastores and
 * snapshots, and know nothing of runs. Start reading at {@link
 * io.mltwin.compute.assets.AssetProvider}.
 */
package io.mltwin.compute.assets;
