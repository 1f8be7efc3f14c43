package dev.fanlight.autoconfigure.logging;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.servlet.View;

/**
 * Names trace and request on the error page that Boot shows where the application has
 * none. Of the model it shows the message only.
 */
final class ErrorPages implements BeanPostProcessor {

	private static final String BOOTS_VIEW = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration$StaticView";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof View view && bean.getClass().getName().equals(BOOTS_VIEW)) ? new ErrorPage(view) : bean;
	}

	/**
	 * Boot's page with its ids.
	 *
	 * @param delegate the page
	 */
	private record ErrorPage(View delegate) implements View {

		@Override
		public @Nullable String getContentType() {
			return this.delegate.getContentType();
		}

		@Override
		public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
				throws Exception {
			this.delegate.render((model != null) ? ErrorIds.inMessage(model) : null, request, response);
		}

	}

}
