/** Words of the page where people ask that somebody else takes their account over. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '申请移交账号', en: 'Ask for a handover' },
  about: {
    zh: '不再负责这项工作时，请在这里写明由谁接手，由上级单位移交。请不要把密码交给别人：账号里的操作都记在您的名下。',
    en: 'When you no longer do this work, say here who takes over; the unit above hands the account over. Never pass your password on: what is done in it stands under your name.',
  },
  submit: { zh: '提交申请', en: 'Ask for it' },
  wrong: { zh: '没有提交，请修改标出的栏目', en: 'Not asked: mend the marked fields' },
  asked: {
    zh: '已申请移交给 {name}（{mobile}），等待上级单位办理。办理前您可以继续使用。',
    en: 'You asked to hand it over to {name} ({mobile}); the unit above will do so. Until then you go on using it.',
  },
  takeBack: { zh: '撤回申请', en: 'Take the request back' },
  none: {
    zh: '省级账号由系统运维人员移交（muster admin hand-over）。',
    en: "An account of the province is handed over by the system's operator (muster admin hand-over).",
  },
  lead: { zh: '换人负责？申请移交账号', en: 'Somebody else takes over? Ask for a handover' },
});
