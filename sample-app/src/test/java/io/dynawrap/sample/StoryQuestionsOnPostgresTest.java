package io.dynawrap.sample;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.context.annotation.Import;

@Import(EmbeddedServers.class)
class StoryQuestionsOnPostgresTest extends StoryQuestionsContract {}
