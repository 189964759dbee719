package io.dynawrap.sample;

import io.dynawrap.embedded.EmbeddedServers;
import org.springframework.context.annotation.Import;

@Import(EmbeddedServers.class)
class ProfileApiOnPostgresTest extends ProfileApiContract {}
