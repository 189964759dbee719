package io.dynawrap.docs.modules.app;

import io.dynawrap.docs.modules.stories.StoriesConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@Import(StoriesConfiguration.class)
class LibraryApplication {}
